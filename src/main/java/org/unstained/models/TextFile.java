package org.unstained.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Text files (UTF-8) that are held in memory as a whole: settings, lists, records. Whatever is
 * wrong with a file as text is said in one way and with its name. The mark that Windows puts before
 * UTF-8 is taken off.
 */
public final class TextFile {
  /** Far more than any list or record of ours takes. */
  public static final int MOST_BYTES = 64 << 20;

  private TextFile() {}

  /** A file that is no text, or too much of it. */
  public static final class NoText extends IOException {
    private static final long serialVersionUID = 1;

    private final String why;

    private NoText(Path file, String why, String remedy, Throwable cause) {
      super("%s can't be read: %s. %s".formatted(file, why, remedy), cause);
      this.why = why;
    }

    /** The reason alone, for messages with another remedy. */
    public String why() {
      return why;
    }
  }

  /**
   * Everything in a file of {@value #MOST_BYTES} bytes at most.
   *
   * @throws NoText if it is larger or isn't UTF-8 text; names it and says what to do
   * @throws IOException if it is missing or can't be read
   */
  public static String read(Path file) throws IOException {
    return read(file, MOST_BYTES);
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param most bytes
   */
  public static String read(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such file. Check its name");
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most)
      throw new NoText(
          file, "it is longer than %,d bytes".formatted(most), "Is it the right file?", null);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new NoText(file, "it isn't UTF-8 text", "Save it as UTF-8.", e);
    }
  }

  /** The lines of a list, without space around them; blank ones are left out. */
  public static List<String> lines(Path file) throws IOException {
    return read(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
