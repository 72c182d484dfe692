/** Measures mask filters on composed films. */
package org.sonomask.filterbench;
