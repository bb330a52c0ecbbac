package org.unstained.annotation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an XML file in the encoding that it declares, UTF-8 if none. Decoded here, strictly,
 * because Java's XML reader prints to the console on a byte that is wrong.
 */
final class XmlText {
  private static final Pattern ENCODING =
      Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']*)[\"']");
  private static final int DECLARATION = 200;

  private XmlText() {}

  static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Charset charset = charset(file, bytes);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s is no Pascal VOC annotation that can be read: it isn't %s text. Export it again, or take it out of the folder."
              .formatted(file, charset),
          e);
    }
  }

  private static Charset charset(Path file, byte[] bytes) throws IOException {
    if (bytes.length >= 2 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE)
      return StandardCharsets.UTF_16;
    int skip = bytes.length >= 3 && (bytes[0] & 0xFF) == 0xEF ? 3 : 0;
    int length = Math.max(0, Math.min(bytes.length - skip, DECLARATION));
    Matcher declared =
        ENCODING.matcher(new String(bytes, skip, length, StandardCharsets.ISO_8859_1));
    if (!declared.find()) return StandardCharsets.UTF_8;
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s is no Pascal VOC annotation that can be read: it has the unknown encoding '%s'. Export it again, or take it out of the folder."
              .formatted(file, declared.group(1)),
          e);
    }
  }
}
