export {
  exchange,
  isSupplierFailure,
  laterOf,
  waitOf,
  type Exchange,
  type Request,
} from '../platform/index.ts';
