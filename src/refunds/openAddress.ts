import { AppError } from '../lib/index.ts';
import { KeyRing, type Context } from '../platform/index.ts';

export function openAddress({ config }: Pick<Context, 'config'>, sealed: string | null): string {
  if (sealed === null) throw new AppError('INTERNAL', {}, { message: 'a refund has no address' });
  return new KeyRing(config.ENCRYPTION_KEYS).decrypt(sealed);
}
