package org.unstained.workflow.files;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CsvMergeTest {
  private static final String HEADER = "image,cell,class,score,area\n";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void rowsUnderTheSameColumnsStandAsTheyAre() throws IOException {
    String first = "\"a, \"\"b\"\".tif\",1,,,2.50\n";
    String second = "\"two\nlines\",1,living,0.9,3\n";
    assertEquals(HEADER + first + second, merged(HEADER + first, HEADER, HEADER + second));
  }

  @Test
  public void otherColumnsAreJoinedInTheOrderOfTheContract() throws IOException {
    String other = "image,cell,class,score,p_dead,round,area\nb,1,dead,0.8,0.8,1,4\n";
    assertEquals(
        "image,cell,class,score,p_dead,area,round\na,1,,,,2,\nb,1,dead,0.8,0.8,4,1\n",
        merged(HEADER + "a,1,,,2\n", other));
  }

  @Test
  public void aFileWhoseColumnsOnlyBeginAlikeIsTakenApart() throws IOException {
    assertEquals(
        "image,cell,class,score,area,area2\na,1,,,2,\nb,1,,,3,4\n",
        merged(HEADER + "a,1,,,2\n", "image,cell,class,score,area,area2\nb,1,,,3,4\n"));
  }

  private String merged(String... tables) throws IOException {
    Path folder = temporary.newFolder().toPath();
    List<Path> files = new java.util.ArrayList<>();
    for (String table : tables)
      files.add(Files.writeString(folder.resolve(files.size() + ".csv"), table));
    Path all = folder.resolve("all.csv");
    CsvMerge.merge(files, all);
    return Files.readString(all);
  }
}
