/**
 * The ways in besides Fiji: the bridge to plain ImageJ's menus with its dialogs, and the command
 * line. {@link org.unstained.app.Main} is where a program starts.
 */
package org.unstained.app;
