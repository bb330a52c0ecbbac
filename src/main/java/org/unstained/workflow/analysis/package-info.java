/** The work on an open image: segment, detect, classify and measure its cells. */
package org.unstained.workflow.analysis;
