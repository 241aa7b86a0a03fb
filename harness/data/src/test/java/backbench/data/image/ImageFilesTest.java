package backbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Fit;
import backbench.data.Scaling;
import backbench.graph.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

  private static final Shape SHAPE = Shape.image(3, 4, 6);

  @TempDir private Path folder;

  private Path image(int number) {
    Path file = folder.resolve("image_" + number + ".png");
    Photographs.write(file, Photographs.png(5, 7, (10 * number) << 16));
    return file;
  }

  @Test
  void noMoreIsKeptThanIsSetAside() {
    List<ImageFiles.Entry> entries =
        IntStream.range(0, 4).mapToObj(i -> ImageFiles.Entry.of("a/" + i, image(i))).toList();
    for (int room = 0; room <= 5; room++) {
      ImageFiles files = new ImageFiles(entries, SHAPE, Fit.CROP, (long) room * SHAPE.size());
      files.prepare(0, 4);
      for (int turn = 0; turn < 3; turn++) {
        IntStream.range(0, 4)
            .parallel()
            .forEach(i -> files.copy(i, Scaling.UNIT, new float[SHAPE.size()], 0));
      }
      assertThat(files.keptImages()).isEqualTo(Math.min(room, 4));
    }
  }
}
