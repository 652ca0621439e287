/** What the core uses of @uwdata/flechette, whose own file the type checker does not accept. */
export interface ArrowField {
  name: string;
  type: ArrowType;
}
export interface ArrowType {
  typeId: number;
  unit?: number;
  scale?: number;
  bitWidth?: number;
  dictionary?: ArrowType;
  children?: ArrowField[];
}
export interface ArrowBatch {
  length: number;
  nullCount: number;
  validity: Uint8Array;
  values: { subarray(from: number, to: number): ArrayLike<number> };
  children?: ArrowBatch[];
}
export interface ArrowTable {
  numRows: number;
  schema: { fields: ArrowField[] };
  getChildAt(
    index: number,
  ): Iterable<unknown> & { nullCount: number; toArray(): ArrayLike<number>; data: ArrowBatch[] };
}
export const Type: Record<
  | "Dictionary"
  | "Int"
  | "Float"
  | "Binary"
  | "Decimal"
  | "Date"
  | "Time"
  | "Timestamp"
  | "Interval"
  | "List"
  | "Struct"
  | "FixedSizeBinary"
  | "FixedSizeList"
  | "Map"
  | "Duration"
  | "LargeBinary"
  | "LargeList"
  | "BinaryView"
  | "ListView"
  | "LargeListView",
  number
>;
export function tableFromIPC(bytes: Uint8Array, options: Record<string, boolean>): ArrowTable;
