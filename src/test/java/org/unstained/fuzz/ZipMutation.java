package org.unstained.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.unstained.fuzz.RawZip.Entry;

/**
 * Damage to zips: names that lead elsewhere or that no disk takes, links, the same name twice, sums
 * and sizes that lie, zips in zips, bombs; and files spoilt within a sound zip.
 */
final class ZipMutation implements Mutation {
  /** Where files would land that leave their folder. */
  static final String EVIL = "unstained-evil";

  private static final int BOMB = 100 << 20;

  private static final List<String> NAMES =
      List.of(
          "../" + EVIL,
          "../../../../" + EVIL,
          "a/../../" + EVIL,
          "/tmp/" + EVIL,
          "//tmp/" + EVIL,
          "C:\\" + EVIL,
          "C:" + EVIL,
          "..\\..\\" + EVIL,
          "\\\\server\\share\\" + EVIL,
          "file:/tmp/" + EVIL,
          "CON",
          "con.txt",
          "aux.roi",
          "NUL",
          "COM1.roi",
          "lpt9",
          "a\u0000b.roi",
          "a\nb.roi",
          "a./b",
          "a /b",
          "...",
          ".",
          "",
          "a/",
          "\u202etxt.roi",
          "x".repeat(300) + ".roi",
          "y/".repeat(2000) + "z.roi",
          "~/" + EVIL,
          "$HOME/" + EVIL,
          "a:stream.roi");

  private final Mutation inside;

  /**
   * @param inside for the files of the zip
   */
  ZipMutation(Mutation inside) {
    this.inside = inside;
  }

  @Override
  public byte[] spoil(byte[] sound, Random random) {
    List<Entry> entries = new ArrayList<>(RawZip.read(sound));
    int at = random.nextInt(entries.size());
    Entry entry = entries.get(at);
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> entries.set(at, entry.named(Mutation.oneOf(NAMES, random)));
      case 3 -> entries.add(Entry.of(Mutation.oneOf(NAMES, random), entry.content()));
      case 4 -> entries.add(entry);
      case 5 -> entries.add(entry.named(entry.name().toUpperCase(java.util.Locale.ROOT)));
      case 6 -> entries.add(entry.named(entry.name() + "/inside"));
      case 7 -> entries.set(at, lying(entry, random));
      case 8 -> entries.add(link(entry.name() + ".link"));
      case 9 -> entries.set(at, link(entry.name()));
      case 10 -> entries.set(at, entry.with(sound));
      case 11 -> entries.remove(at);
      case 12 -> {
        if (random.nextInt(30) == 0) entries.set(at, entry.with(new byte[BOMB]));
        else for (int i = 0; i < 300; i++) entries.add(entry.named(i + entry.name()));
      }
      default -> entries.set(at, entry.with(inside.spoil(entry.content(), random)));
    }
    return RawZip.write(entries);
  }

  private static Entry lying(Entry entry, Random random) {
    int lie = (int) Edges.whole(random);
    boolean deflated = random.nextBoolean();
    return random.nextBoolean()
        ? new Entry(entry.name(), entry.content(), deflated, lie | 1, 0, false)
        : new Entry(entry.name(), entry.content(), deflated, 0, lie, false);
  }

  private static Entry link(String name) {
    byte[] to = "/etc/passwd".getBytes(StandardCharsets.UTF_8);
    return new Entry(name, to, false, 0, 0, true);
  }
}
