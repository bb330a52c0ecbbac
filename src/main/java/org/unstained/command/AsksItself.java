package org.unstained.command;

/**
 * A command with a dialog of its own, because what there is to choose depends on what is there:
 * classes on an image, installed models. Both hosts call it instead of making a dialog from the
 * inputs. Macros don't: they give the inputs.
 */
public interface AsksItself {

  /**
   * Sets the inputs to what the user chooses.
   *
   * @return false if the user cancelled; then everything is as it was before
   * @throws IllegalArgumentException if there is nothing to choose, with what to do
   */
  boolean ask();
}
