/** Annotation Project: its window, its dialogs, and drawing in an image of it. */
package org.unstained.command.project;
