import type { Domain, Type } from "../spec/types.js";

/** A column of the rows: the table's own, or a derived one. */
export interface Ref {
  sql: string;
  type: Type;
  /** What has the column, where it is not the table itself. */
  from: string | null;
}

/** What a statement counts, so that it can be counted without the engine too. */
export type Ask =
  | { kind: "bins"; keys: Ref[]; columns: { ref: Ref; domain: Domain | undefined }[]; bare: boolean }
  | { kind: "bounds"; columns: { ref: Ref; finite: boolean }[] }
  | { kind: "totals"; columns: { ref: Ref; distinct: boolean }[] }
  | { kind: "values"; keys: Ref[]; ref: Ref; most: number }
  | { kind: "first"; most: number };

/** An ask and the rows that it is about. */
export type Noted = Ask & { relation: string; from: string; where: string | null };

export type Numbers = Float32Array | Float64Array;
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column whose values are kept in the page. */
export interface Kept {
  /** Numbers as the engine makes DOUBLEs of them; null where the column has only codes. */
  values: Numbers | null;
  /** 1 where a value is missing; null where none is. */
  nulls: Uint8Array | null;
  /** Of each row the number of its value among the different ones, in order; nulls have the next; null where all values differ. */
  codes: Codes | null;
  distinct: number;
  /** The different values as cells, in order, where they are few. */
  list: unknown[] | null;
  /** Of the last scales that were asked for, the slot of each row. */
  slots: { of: string; slots: Uint8Array | Uint16Array }[];
}

/** Work in slices: whoever runs it may pause, or give up, between them. */
export type Slices<T> = Generator<void, T, void>;
