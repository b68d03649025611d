import type { Context } from '../platform/index.ts';
import type { Provider } from './provider.ts';
import type { Settler } from './settler.ts';

/** The context of use cases that ask the provider and apply its answers. */
export type PaymentsContext = Context & { readonly provider: Provider; readonly settler: Settler };
