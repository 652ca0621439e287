import type { Column, Type, Typed } from "../expr/types.js";
import type { Compare, Head, SpecColumn, TableSchema } from "../spec/types.js";

/** What an answer says of one of the tables that it compares. */
export interface AnswerMember {
  index: number;
  label: string;
  color: number;
  /** Of its table. */
  rows: number;
  /** Those that stand and pass the filter. */
  filtered: number;
  /** Of a join: those that some other shown member has no partner for. */
  alone: number;
  /** Of a join: those whose key another row of the same table has too. */
  duplicates: number;
}

/** A table of a comparison. */
export interface Member {
  index: number;
  label: string;
  color: number;
  hidden: boolean;
  schema: TableSchema;
}

/** What the rows of the tables are joined on. */
export interface JoinKey {
  text: string;
  /** The column that it is, if it is nothing else. */
  column: string | undefined;
  type: Type;
  /** SQL of each member's own rows. */
  sql: string[];
}

/** A column of the joined rows, and what it is made of. */
export interface Made {
  name: string;
  sql: string;
  /** The members whose tables are read. */
  members: number[];
}

/** A column that each member has its own of, with the type that they have in common. */
export interface Own {
  name: string;
  type: Type;
  /** By member; null where its table has none. */
  types: (Type | null)[];
}

/** Several tables joined, not yet asked anything. */
export interface Joined {
  head: Head & { compare: Compare };
  members: Member[];
  /** Those that stand and are not hidden, in order. */
  shown: Member[];
  reference: Member;
  keys: JoinKey[];
  unique: boolean;
  /** The table of the row numbers that belong together. */
  table: string;
  /** What joined rows are read from: that table, or the one that has values beside its numbers. */
  from: string;
  /** The values that stand there, as `0:guess`. */
  beside?: string[];
  shared: Column[];
  own: Own[];
  made: Made[];
  /** Columns made of others before all derived ones. */
  base?: Made[];
  /** Where members are steps, the values that are reached. */
  now?: Member;
}

/** A derived column of joined rows: one, or one a member. */
export interface Derived {
  entry: SpecColumn;
  own: boolean;
  type: Type;
  types: (Type | null)[];
}

/** Joined rows with the derived columns of a spec. */
export interface Compiled {
  joined: Joined;
  /** The schema in which each member's names are read, by index. */
  schemas: TableSchema[];
  layers: Made[][];
  derived: Derived[];
  /** Entries with a value in each group. */
  aggregates: SpecColumn[];
}

export type Trees = (Typed | null)[];

/** A question's spec and schema, and what makes its statements whole. */
export interface Form {
  spec: import("../spec/types.js").Spec;
  schema: TableSchema;
  fill: (statement: string) => string;
}
