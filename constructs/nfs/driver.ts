import type { Construct } from 'constructs';
import type { StringMap } from '../common/labels';
import type { AccessMode } from '../common/storage';
import type { NfsDriverName, NfsOnDelete, NfsStorageClassOptions } from './props';

/** A class as it was asked for, with an export and with what becomes of its folders. */
export interface CompleteClass extends NfsStorageClassOptions {
  readonly server: string;
  readonly path: string;
  readonly onDelete: NfsOnDelete;
}

/** Who provides the volumes of a class. */
export interface Served {
  /** Name by which the class calls the program. */
  readonly provisioner: string;
  readonly parameters: StringMap;
  /** What has to be there before a claim of the class is, and after it. */
  readonly by: readonly Construct[];
}

/** A program that makes volumes of exports. */
export interface NfsDriver {
  readonly name: NfsDriverName;
  readonly accessModes: readonly AccessMode[];
  /** Whether claims can be told a larger size. */
  readonly canGrow: boolean;
  /**
   * Has a class served.
   * @param id what tells the class from the provisioner's others; none for its first one
   */
  serve(wanted: CompleteClass, id?: string): Served;
}
