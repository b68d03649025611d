import type { Context } from '../platform/index.ts';
import type { Provider } from './provider.ts';

/** What use cases need that ask the provider. */
export type PaymentsContext = Context & { readonly provider: Provider };
