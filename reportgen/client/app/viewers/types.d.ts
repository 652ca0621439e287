/** What the viewers of media and their opener share. */

/** What a viewer is told of the file that it shows. */
export interface MountOptions {
  /** Of the file, on this origin. */
  url: string;
  /** As the column's values say it: `pts`, `glb`, `pdb`, `plotly`… */
  format: string;
  caption: string | null;
  /** Whether the page is dark. */
  dark: boolean;
}

/**
 * Shows a file inside an element of some size; resolves, once something can be seen, to what removes all of it.
 * Rejects with an Error whose message is for readers.
 */
export type Mount = (element: HTMLElement, options: MountOptions) => Promise<() => void>;

export interface Viewer {
  mount: Mount;
}

export type Point = [number, number, number];

/** A point cloud, ready to be drawn. */
export interface Cloud {
  /** x, y, z of each point. */
  positions: Float32Array;
  /** Red, green and blue of each point from 0 to 255, when the points have colors. */
  colors: Uint8Array | null;
  boxes: { edges: [Point, Point][]; color: number[] | null; label: string; at: Point }[];
  vectors: { start: Point; end: Point; color: number[] | null }[];
}

/** Triangles: x, y, z of each corner, and the corners of each face. */
export interface Triangles {
  positions: number[];
  indices: number[];
  normals: number[] | null;
  matrix: { position: number[]; rotation: number[]; quaternion: number[] | null; scaling: number[] };
}
