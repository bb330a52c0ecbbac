package org.unstained.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a person did, step by step, to be undone and done again. As many steps as there are. */
public final class EditHistory {
  private record Edit(String what, Runnable again, Runnable back) {}

  private final Deque<Edit> done = new ArrayDeque<>();
  private final Deque<Edit> undone = new ArrayDeque<>();
  private int fresh;

  /**
   * Notes a step that has been done. Steps that were undone before it can't be done again.
   *
   * @param what for people, such as "label 3 cells"
   * @param again does it once more
   * @param back undoes it
   */
  public void note(String what, Runnable again, Runnable back) {
    done.push(new Edit(what, again, back));
    undone.clear();
    fresh++;
  }

  /** How many steps were noted since the last call. */
  public int takeFresh() {
    int count = fresh;
    fresh = 0;
    return count;
  }

  /** Undoes the last step and says what it was; nothing if there is none. */
  public Optional<String> undo() {
    Edit last = done.peek();
    if (last == null) return Optional.empty();
    last.back().run(); // a step that fails stays
    undone.push(done.pop());
    return Optional.of(last.what());
  }

  /** Does again what was undone last and says what it was; nothing if there is none. */
  public Optional<String> redo() {
    Edit next = undone.peek();
    if (next == null) return Optional.empty();
    next.again().run();
    done.push(undone.pop());
    return Optional.of(next.what());
  }

  public boolean canUndo() {
    return !done.isEmpty();
  }

  public boolean canRedo() {
    return !undone.isEmpty();
  }

  void clear() {
    done.clear();
    undone.clear();
  }
}
