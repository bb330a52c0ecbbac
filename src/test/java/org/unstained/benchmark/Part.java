package org.unstained.benchmark;

import java.util.function.Consumer;

/** One part of the benchmark. */
interface Part {
  /**
   * @param report takes the parts of the page, in Markdown, as they are done
   */
  void run(Effort effort, Consumer<String> report) throws Exception;
}
