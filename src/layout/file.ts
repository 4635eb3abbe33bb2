/** A file, or an empty folder, of the output. */
export interface OutputFile {
  /** Path below the output folder, with `/` between its parts. */
  readonly path: string;
  /**
   * What stands in the file.
   * @default - a folder, not a file
   */
  readonly content?: string;
}
