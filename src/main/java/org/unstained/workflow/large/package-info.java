/** The work on a plane that stays in its file because memory can't hold it. */
package org.unstained.workflow.large;
