/** Tells whose lips move with the sound. */
package org.sonomask.filters.synchrony;
