/** Learners compared on the same splits: the plan, its trials, what they answered, the report. */
package org.unstained.workflow.experiment;
