package org.unstained.command.training;

import java.io.IOException;

/** A command whose dialog can show what would be learned from, before anything is. */
public interface ShowsExamples {

  /**
   * With the inputs as they are.
   *
   * @param rows examples to show, at most
   * @param variants of each, changed
   * @param number another one gives other examples
   * @throws IllegalArgumentException if the inputs or the images don't fit
   * @throws IOException if an image can't be read
   */
  ExamplePreview examples(int rows, int variants, long number) throws IOException;
}
