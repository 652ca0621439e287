/** What cells of media hold: the structs of the site's tables. */

/** A map, as frames have it. */
export type Pairs<K, V> = [K, V][];

export interface BoxValue {
  layer: string;
  x_min: number;
  y_min: number;
  x_max: number;
  y_max: number;
  /** Whether the corners are pixels or parts of the image's size. */
  domain: "pixel" | "fraction";
  class_id: number | bigint | null;
  label: string | null;
  caption: string | null;
  scores: Pairs<string, number> | null;
}

export interface MaskValue {
  layer: string;
  /** An indexed PNG whose pixels are class ids; null when its bytes are missing. */
  file: string | null;
  /** The same, smaller, for cells. */
  thumb: string | null;
  classes: Pairs<number | bigint, string> | null;
}

/** What media have in common: a file of the site, or the address where the bytes are instead. */
export interface FileValue {
  file: string | null;
  thumb?: string | null;
  format?: string | null;
  caption?: string | null;
  uri?: string | null;
}

export interface ImageValue extends FileValue {
  file: string;
  thumb: string | null;
  width: number;
  height: number;
  caption: string | null;
  boxes?: BoxValue[] | null;
  masks?: MaskValue[] | null;
  classes?: Pairs<number | bigint, string> | null;
}

export interface AudioValue extends FileValue {
  seconds: number | null;
  sample_rate: number | null;
}

export interface VideoValue extends FileValue {
  width: number | null;
  height: number | null;
  seconds: number | null;
}

export interface HistogramMedia {
  counts: number[] | null;
  edges: number[] | null;
}
