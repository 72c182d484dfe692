// SPDX-License-Identifier: Apache-2.0
/** Windows and masks in files: written while streams play, and answered again by any model. */
package org.sonomask.models.recording;
