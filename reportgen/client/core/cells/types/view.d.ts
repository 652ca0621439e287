/** The shapes that panels are drawn from: the spec, the answer to it, and the view that holds both. */
import type { VNode } from "./preact.d.ts";

export type { ImageValue } from "./media.d.ts";

export interface ColumnType {
  kind: string;
  thumb?: number | null;
  item?: ColumnType;
  fields?: { name: string; type: ColumnType }[];
  /** The length of every list. */
  length?: number | null;
  /** How text is to be read. */
  format?: string;
  /** The names of class ids: of numbers, and of what is drawn on images. */
  classes?: Record<string, string>;
  /** What lies over images: the layers, and the least and the greatest of each score. */
  layers?: string[];
  scores?: Record<string, [number, number]>;
  bits?: number;
  unsigned?: boolean;
  [detail: string]: unknown;
}

export type RowHeight = "small" | "medium" | "large" | "xlarge";
export type Show = import("../../spec/types.js").Show;

export interface SpecColumn {
  name: string;
  expr?: string;
  label?: string;
  hidden?: boolean;
  show?: Show;
  format?: string;
  width?: number;
  pin?: true;
  cell?: string;
  overlays?: import("../../spec/overlays.js").OverlaySettings;
}

export interface Compare {
  as?: "join" | "concat" | "split";
  on?: string[];
  how?: "inner" | "outer";
  reference?: number;
  order?: number[];
  stack?: "stacked" | "overlaid";
  split?: "beside" | "below" | "groups";
  over?: string;
  at?: number;
  images?: "beside" | "swipe" | "overlay" | "difference" | "flicker";
}

export interface Spec {
  v: number;
  tables?: { ref: string; label: string; color?: number; hidden?: boolean }[];
  compare?: Compare;
  filter?: string;
  search?: string;
  pinned?: number[];
  group?: string[];
  pivot?: string;
  cell?: string;
  sort?: { by: string; dir?: string; nulls?: string }[];
  columns?: SpecColumn[];
  rows?: number;
  row_height?: RowHeight;
  height?: number;
  summaries?: true;
  selection?: string;
  control?: string;
  module?: string;
  selects?: string;
  [other: string]: unknown;
}

/** One scale down a histogram column. */
export interface Domain {
  lo: number;
  hi: number;
  bins: number;
  integer: boolean;
}

export interface AnswerColumn {
  name: string;
  label: string;
  type: ColumnType;
  role: "key" | "count" | "cell" | "value";
  show: Show;
  derived?: boolean;
  domain?: Domain | null;
  /** The aggregate that gives the values of a column of the table. */
  as?: Show;
  /** Of what size the ranges are that a key of groups stands for. */
  step?: import("../../spec/types.js").Step;
  /** How values are written. */
  format?: string;
  /** The least and the greatest number, where the format draws a scale. */
  range?: { lo: number; hi: number };
  /** The place in each row of the value that the format compares with. */
  other?: number;
  /** What the spec says of it; of columns that are being drawn. */
  entry?: SpecColumn;
  /** Whose values stand in each cell, as a list in this order: indexes of members. */
  members?: number[];
  /** Whether each cell is the label of a member. */
  labels?: boolean;
  /** The members' types, where they differ. */
  types?: ColumnType[];
  /** The same members, of columns that are being drawn. */
  shown?: Member[];
}

/** One of the tables that a panel compares. */
export interface Member {
  index: number;
  label: string;
  /** A slot of the palette. */
  color: number;
  hidden?: boolean;
  /** Whether the others are measured against it. */
  reference?: boolean;
  /** Its place among those shown. */
  at?: number;
  rows: number;
  /** Rows of it that the filter keeps. */
  filtered?: number;
  /** Rows without a partner in the others, and rows whose key it has more than once. */
  alone?: number;
  duplicates?: number;
}

export interface Answer {
  kind: "rows" | "groups" | "plot" | "pivot" | "split" | "control";
  /** What a control in the text offers. */
  control?: import("../../sql/control.js").ControlAnswer;
  total: number;
  filtered: number;
  groups: number | null;
  offset: number;
  columns: AnswerColumn[];
  rows: unknown[][];
  ids?: number[];
  /** Rows on top of every page. */
  pinned?: { ids: number[]; rows: unknown[][] };
  keys?: unknown[][];
  plot?: import("../../sql/plots/types.d.ts").PlotAnswer;
  pivot?: import("../../spec/types.js").Pivoted;
  map?: import("../../maps/types.d.ts").MapAnswer;
  /** What the filtered rows hold of columns, by their names. */
  summaries?: Record<string, import("../../sql/summaries.js").Summary>;
  /** Who is compared: those that are shown. */
  members?: Member[];
  /** Of each row, which of the members have it. */
  present?: boolean[][];
  /** Where members are steps: the place in a joined row's lists that is reached, or -1. */
  reached?: number[];
  /** Of each row, the how manieth it is of those with its key, from 1. */
  copies?: number[];
  /** What columns say of all rows, where they do: a count, a mean, or how many are true. */
  whole?: unknown[];
  /** One answer a member, where members stand apart. */
  parts?: { member: number; first: number; answer: Answer }[];
}

/** Rows of a group, shown beneath it. */
export interface OpenedGroup {
  columns: AnswerColumn[];
  rows: unknown[][];
  ids: number[];
  total: number;
}

export interface HistogramValue {
  counts: number[];
  nulls: number;
  nan: number;
  inf: number;
  n: number;
  min: number | null;
  max: number | null;
  mean: number | null;
}

export interface DistributionValue {
  values: [unknown, number][];
  distinct: number;
  nulls: number;
  n: number;
}

/** `offset` is there once a reader has paged through the group: `items` then starts at it. */
export interface GalleryValue {
  items: unknown[];
  n: number;
  offset?: number;
}

export interface Problem {
  code?: string;
  message: string;
  help?: string;
  start?: number;
  end?: number;
  at?: { option?: string; start?: number; end?: number };
}

/** Columns of a wide table that are drawn, and the pixels of those before and after them that are not. */
export interface Across {
  from: number;
  to: number;
  before: number;
  after: number;
}

export interface View {
  id: string;
  spec: Spec;
  author: Spec;
  schema: { label?: string; ref?: string; rows?: number; columns?: { name: string; type: ColumnType }[] };
  answer: Answer | null;
  state: "static" | "loading" | "ready" | "error";
  media?: string;
  busy?: boolean;
  progress?: { done: number; total: number; label?: string } | null;
  message?: string | null;
  problems?: Problem[];
  draft?: string | null;
  /** Where a link has led: the row that it opens, the rows that it selects. */
  place?: { row?: number; selected?: number[]; others?: Record<string, string> };
  /** Whether the members are gone through by themselves. */
  playing?: boolean;
  /** Whether these are the rows of a pivot's cell that the reader can go back to. */
  back?: boolean;
  /** What other panels of the page keep of the rows; of those texts that this table cannot check, nothing follows. */
  kept?: { texts: string[]; rows: number[] | null; foreign: string[] } | null;
  /** Where the project's own modules are, by the paths that specs name. */
  modules?: Record<string, string>;
  /** What is being typed as a search. */
  searching?: string | null;
  /** What the filtered rows hold of columns, once the page has asked. */
  summaries?: Record<string, import("../../sql/summaries.js").Summary>;
  /** The numbers of the rows that the reader has selected. */
  selected?: ReadonlySet<number>;
  /** The first rows of groups that the reader has opened, by the group's key as JSON. */
  opened?: ReadonlyMap<string, OpenedGroup>;
  /** Which columns of a wide table are drawn. */
  across?: Across;
  /** Where all rows can be scrolled to: the pixels of those that are not drawn, and how numbers are written in all. */
  scroll?: { rail: number; formats: NumberFormat[] };
  /** What a pointer does on a map: moves it, or selects. */
  mapTool?: "pan" | "box" | "lasso";
  /** The open completion list of the filter box, for assistive technology. */
  completion?: { list: string; active?: string | null } | null;
}

// deno-lint-ignore no-explicit-any
export type Handler = (...args: any[]) => void;
export type Handlers = Record<string, Handler | undefined>;

/** How the numbers of one column are written. */
export interface NumberFormat {
  decimals?: number;
  exponent?: boolean;
  grouping?: "always" | "never";
}

/** The bins of a histogram column, and how each is written. */
export interface Scale {
  ranges: { lo: number; hi: number }[];
  labels: string[];
}

/** What a cell component is given: its value, its column, and where it stands. */
export interface CellProps {
  value: unknown;
  /** What the format compares with. */
  other?: unknown;
  column: AnswerColumn;
  format: NumberFormat;
  scale: Scale | null;
  place: Place;
}

export interface Place {
  on: Handlers;
  /** The prefix of the addresses of media. */
  media: string;
  /** Whether a script answers. */
  alive: boolean;
  /** The expressions that the rows are grouped by. */
  group: string[];
  rowHeight: RowHeight;
  /** Position of the row on this page, from 0. */
  index: number;
  /** Position of the row in the whole answer, from 1. */
  number: number;
  /** The row's identity (`__row__`), or the group's key values. */
  key: unknown;
  /** The square that media have here, where that does not follow from the row's height. */
  box?: number;
  /** Whether it is one of several things in its cell. */
  part?: boolean;
  /** How members are compared. */
  compare?: Compare;
  /** The member whose values these are. */
  member?: number;
  /** Which of the members have the row, in their order. */
  present?: boolean[];
  /** The how manieth of the rows with its key it is, from 1, where there are several. */
  copy?: number;
  /** Whether there is room for many media of a group. */
  many?: boolean;
  /** The largest value of the column on this page, for bars. */
  largest: number;
}

export type Component = (props: CellProps) => VNode | string | null;
