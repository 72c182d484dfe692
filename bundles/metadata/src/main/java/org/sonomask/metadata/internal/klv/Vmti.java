// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.klv;

/** Keys and tags of MISB ST 0903.5 that masks need. */
final class Vmti {
  private static final byte[] KEY = {
    0x06, 0x0E, 0x2B, 0x34, 0x02, 0x0B, 0x01, 0x01, 0x0E, 0x01, 0x03, 0x03, 0x06, 0x00, 0x00, 0x00
  };

  /** Version of the standard that is written. */
  static final int VERSION = 5;

  static final int KEY_BYTES = 16;

  // VMTI local set
  static final int CHECKSUM = 1;
  static final int TIMESTAMP = 2;
  static final int SYSTEM_NAME = 3;
  static final int VERSION_NUMBER = 4;
  static final int TARGETS_DETECTED = 5;
  static final int TARGETS_REPORTED = 6;
  static final int FRAME_WIDTH = 8;
  static final int FRAME_HEIGHT = 9;
  static final int TARGET_SERIES = 101;
  static final int ALGORITHM_SERIES = 102;
  static final int ONTOLOGY_SERIES = 103;

  // VTarget pack
  static final int BOX_TOP_LEFT = 2;
  static final int BOX_BOTTOM_RIGHT = 3;
  static final int CONFIDENCE_LEVEL = 5;
  static final int ALGORITHM_OF_TARGET = 22;
  static final int MASK = 101;
  static final int TRACKER = 104;
  static final int OBJECT_SERIES = 107;

  // VMask, VTracker, VObject, Algorithm and Ontology local sets
  static final int BIT_MASK_SERIES = 2;
  static final int TRACK_ID = 1;
  static final int DETECTION_STATUS = 2;
  static final int ONTOLOGY_OF_OBJECT = 3;
  static final int CLASSIFICATION_CONFIDENCE = 4;
  static final int ALGORITHM_ID = 1;
  static final int ALGORITHM_NAME = 2;
  static final int ONTOLOGY_ID = 1;
  static final int ONTOLOGY_IRI = 3;
  static final int ONTOLOGY_CLASS = 4;

  /** Detection status of a track that is seen now. */
  static final int ACTIVE = 1;

  /** The ontology that class names belong to. */
  static final String CLASSES_IRI = "urn:sonomask:classes";

  private Vmti() {}

  /** The universal label of the VMTI local set. */
  static byte[] key() {
    return KEY.clone();
  }

  /** The byte of every universal label at one of the first four places. */
  static byte labelByte(int place) {
    return KEY[place];
  }
}
