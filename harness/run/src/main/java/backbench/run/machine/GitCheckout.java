package backbench.run.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says where a checkout stands.
 *
 * @param commit what is checked out
 * @param branch the branch; null where none is
 * @param dirty whether files under version control have changes
 */
public record GitCheckout(String commit, @Nullable String branch, boolean dirty) {

  private static final long GIT_SECONDS = 5;
  private static final String DETACHED = "HEAD";

  /** Asks git of the checkout that a folder is in; empty where there is none, or no git. */
  public static Optional<GitCheckout> at(Path folder) {
    List<String> head =
        git(folder, "rev-parse", "HEAD", "--abbrev-ref", "HEAD").map(String::lines).stream()
            .flatMap(lines -> lines)
            .toList();
    if (head.size() != 2) {
      return Optional.empty();
    }
    return git(folder, "status", "--porcelain", "--untracked-files=no")
        .map(
            changes ->
                new GitCheckout(
                    head.get(0),
                    head.get(1).equals(DETACHED) ? null : head.get(1),
                    !changes.isBlank()));
  }

  private static Optional<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    Path answer = null;
    Process process = null;
    try {
      // git writes into a file, so that the time limit bounds its answer too.
      answer = Files.createTempFile("backbench-git-", ".txt");
      process =
          new ProcessBuilder(command)
              .redirectOutput(answer.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(Files.readString(answer))
          : Optional.empty();
    } catch (IOException e) {
      // Without git a result says nothing of commits.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
      if (answer != null) {
        answer.toFile().delete();
      }
    }
  }
}
