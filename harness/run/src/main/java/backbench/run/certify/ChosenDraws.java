package backbench.run.certify;

import backbench.certificate.Draw;
import backbench.commons.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers which of its draws the oracle chose for a network and a recipe.
 *
 * <p>A worker checks what it is told, so a file that is lost or damaged costs time and nothing
 * else.
 */
final class ChosenDraws {

  private static final Pattern SPELLING =
      Pattern.compile("draw (\\d{1,4}) tips (\\d{1,9}) branches\n");
  private static final int LARGEST_FILE_BYTES = 100;

  private final Path folder;

  ChosenDraws(Path folder) {
    this.folder = folder;
  }

  /** Returns the draw that was chosen, if that is known. */
  Optional<Draw> known(String exercise) {
    Path file = file(exercise);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > LARGEST_FILE_BYTES) {
        return Optional.empty();
      }
      // Byte by byte, so that any damage can be read.
      Matcher spelled = SPELLING.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      return spelled.matches()
          ? Optional.of(
              new Draw(Integer.parseInt(spelled.group(1)), Integer.parseInt(spelled.group(2))))
          : Optional.empty();
    } catch (IOException e) {
      // What cannot be read, or went away meanwhile, is not known: the oracle chooses again.
      return Optional.empty();
    }
  }

  /** Remembers a draw, unless it is known. */
  void keep(String exercise, Draw draw) {
    if (!known(exercise).equals(Optional.of(draw))) {
      AtomicFile.write(
          file(exercise),
          ("draw " + draw.number() + " tips " + draw.tippedBranches() + " branches\n")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private Path file(String exercise) {
    return folder.resolve(exercise + ".txt");
  }
}
