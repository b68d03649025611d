export { inMinorUnits, type FilterValue } from './conditions.ts';
export { listRowsAfter, wholeList, type RowPage } from './pages.ts';
export type { ListQuery, Row } from './query.ts';
export { findRows } from './find.ts';
export * from './read.ts';
export { permittedColumns } from './scope.ts';
export * from './shape.ts';
