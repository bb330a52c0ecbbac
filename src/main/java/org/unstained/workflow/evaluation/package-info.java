/** Predictions against truth: of a model, of tables, of label maps; scores, report and files. */
package org.unstained.workflow.evaluation;
