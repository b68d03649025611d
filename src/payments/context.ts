import type { Context } from '../platform/index.ts';
import type { Provider } from './provider.ts';
import type { Settler } from './settler.ts';

/** What use cases need that ask the provider and apply what it says. */
export type PaymentsContext = Context & { readonly provider: Provider; readonly settler: Settler };
