/** Pictures of single cells cut out of an image, as files or as a stack. */
package org.unstained.workflow.crops;
