/** Batch Folder, and the plan that it shares with the command line. */
package org.unstained.command.folder;
