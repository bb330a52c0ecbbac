/**
 * What has to stay as it is whatever else happens: the same answer for the same input, and nothing
 * left behind by runs that were canceled or that went on at the same time.
 */
package org.unstained.steady;
