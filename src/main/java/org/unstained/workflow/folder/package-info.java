/**
 * A folder of images worked through: which images, what is done to each, what is written, what is
 * finished already.
 */
package org.unstained.workflow.folder;
