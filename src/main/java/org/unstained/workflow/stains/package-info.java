/** Classes taken from fluorescence: which stain, its limits, the labels that come of it. */
package org.unstained.workflow.stains;
