/**
 * Projects of several annotators and their models: a folder of plain files that says which images
 * there are, who has annotated what, what models propose, and what each round of training brought.
 */
package org.unstained.project;
