package org.unstained.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.unstained.fuzz.FolderCopy;

/** What a library of models notes, spoilt. */
public final class FuzzedLibraries {
  private static final String MODEL = "strange-model";
  private static final ModelDefaults OTHERS = new ModelDefaults(0.25, 0.5, 0.75);

  /** Where the notes lie by their names. */
  private static final Map<String, String> PLACES =
      Map.of("trust.yaml", "models/trust.yaml", "models.yaml", "models.yaml");

  private static final FolderCopy LIBRARY =
      new FolderCopy(home -> TestPackages.write(home.resolve("models").resolve(MODEL), MODEL));

  private FuzzedLibraries() {}

  public static Map<String, byte[]> notes(Path home) throws IOException {
    use(make(home));
    Map<String, byte[]> notes = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : PLACES.entrySet())
      notes.put(one.getKey(), Files.readAllBytes(home.resolve(one.getValue())));
    return notes;
  }

  private static ModelLibrary make(Path home) throws IOException {
    LIBRARY.to(home);
    return new ModelLibrary(home, Optional.empty());
  }

  /**
   * A library with these notes in the place of its own; those that can't be read stay as they are.
   */
  public static void use(Path file, Path home) throws IOException {
    ModelLibrary library = make(home);
    Path place = home.resolve(PLACES.get(file.getFileName().toString()));
    byte[] spoilt = Files.readAllBytes(file);
    Files.write(place, spoilt);
    try {
      use(library);
    } catch (IOException | RuntimeException e) {
      if (!Arrays.equals(spoilt, Files.readAllBytes(place)))
        throw new AssertionError(place + " was changed by what failed", e);
      throw e;
    }
  }

  private static void use(ModelLibrary library) throws IOException {
    ModelPackage model = library.find(MODEL);
    library.list();
    library.foreign(model);
    library.source(model);
    library.defaults(model);
    library.agree(model, "asked");
    if (library.foreign(model).isPresent()) throw new AssertionError("the agreement is forgotten");
    library.setDefaults(MODEL, Optional.of(OTHERS));
    if (!library.defaults(model).equals(OTHERS)) throw new AssertionError("defaults are forgotten");
  }
}
