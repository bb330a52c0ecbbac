package org.unstained.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this build. */
public final class Version {
  private Version() {}

  private static final String RESOURCE = "/org/unstained/version.properties";

  /** As in the build file, such as {@code 0.1.0}. */
  public static String text() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) throw new IOException("missing");
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new IllegalStateException("The build lacks " + RESOURCE, e);
    }
  }
}
