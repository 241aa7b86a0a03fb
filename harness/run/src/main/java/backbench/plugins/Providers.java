package backbench.plugins;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.process.ExitCode;
import backbench.process.ForeignFile;
import backbench.process.JavaProcess;
import backbench.process.LogTail;
import backbench.process.MemoryEvidence;
import backbench.process.Patience;
import backbench.process.Scratch;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.LaunchOptions;
import backbench.worker.Inquiry;
import backbench.worker.wire.Answer;
import backbench.worker.wire.Job;
import backbench.worker.wire.Question;
import backbench.worker.wire.RecordCodec;
import backbench.worker.wire.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks the providers of plugins, each in a JVM of its own that ends with its answer.
 *
 * <p>A provider is foreign code: it may throw, hang, exit or print without end. None of that
 * reaches this process.
 */
public final class Providers {

  private static final long POLL_MILLIS = 20;
  private static final long MOST_PRINTED_BYTES = 8L << 20;
  private static final long LARGEST_ANSWER_BYTES = 1L << 20;

  /** Quick to start, small, and ended by the JVM itself when memory runs out. */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "-Dfile.encoding=UTF-8");

  private final List<Path> harnessJars;
  private final KeptAnswers kept;
  private final Patience patience;

  /**
   * Prepares to ask.
   *
   * @param harnessJars what a worker runs on
   * @param cache the folder of what outlives a run; answers are kept in a part of it
   * @param patience how long a provider may take
   */
  public Providers(List<Path> harnessJars, Path cache, Patience patience) {
    this.harnessJars = List.copyOf(harnessJars);
    this.kept = new KeptAnswers(this.harnessJars, cache.resolve("plugins"));
    this.patience = patience;
  }

  /**
   * Asks what a backend says about itself, unless its jars have been asked before.
   *
   * @throws ProviderFailure with one clause if there is no usable answer
   * @throws InterruptedException if the thread is interrupted
   */
  BackendInfo info(List<Path> jars) throws InterruptedException {
    Optional<Path> place = kept.place(jars);
    Optional<Answer.Described> known = place.flatMap(KeptAnswers::read);
    if (known.isPresent()) {
      return known.get().info();
    }
    try (Scratch scratch = Scratch.create()) {
      Answer answer = ask(jars, new Question(Optional.empty()), scratch);
      if (answer instanceof Answer.Described described) {
        BackendInfo info = described.info();
        place.ifPresent(each -> KeptAnswers.keep(each, described));
        return info;
      }
      throw unexpected(answer);
    }
  }

  /**
   * Asks what a worker needs.
   *
   * @throws ProviderFailure with one clause if there is no usable answer
   * @throws InterruptedException if the thread is interrupted
   */
  LaunchOptions launch(List<Path> jars, BackendConfig config) throws InterruptedException {
    try (Scratch scratch = Scratch.create()) {
      Question question = new Question(Optional.of(Job.Configuration.of(config)));
      Answer answer = ask(jars, question, scratch);
      if (answer instanceof Answer.Launched launched) {
        return launched.options();
      }
      throw unexpected(answer);
    }
  }

  private Answer ask(List<Path> jars, Question question, Scratch scratch)
      throws InterruptedException {
    try {
      Files.write(scratch.job(), RecordCodec.encode(Question.class, question));
      ProcessBuilder builder = new ProcessBuilder(command(jars, scratch));
      builder.redirectErrorStream(true).redirectOutput(scratch.log().toFile());
      builder.environment().keySet().removeAll(JavaProcess.VARIABLES);
      MemoryEvidence evidence = MemoryEvidence.watch();
      Process process = builder.start();
      Optional<String> excess;
      try {
        excess = excess(process, scratch.log());
      } finally {
        JavaProcess.kill(process);
      }
      if (excess.isPresent()) {
        throw new ProviderFailure(subject(scratch) + " " + excess.get(), Optional.empty());
      }
      ExitCode exit = new ExitCode(process.exitValue());
      Optional<Answer> answer = answer(scratch.events());
      if (exit.value() != 0 || answer.isEmpty() || answer.get() instanceof Answer.Asked) {
        throw new ProviderFailure(
            subject(scratch) + " " + ending(exit, LogTail.read(scratch.log()), evidence),
            Optional.of(exit));
      }
      return answer.get();
    } catch (WireException e) {
      throw new ProviderFailure("its answer is unreadable: " + e.getMessage(), Optional.empty());
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, "cannot ask a plugin: " + e.getMessage(), e);
    }
  }

  private List<String> command(List<Path> jars, Scratch scratch) {
    List<String> command = new ArrayList<>();
    command.add(JavaProcess.java());
    command.addAll(FLAGS);
    command.add("-XX:ErrorFile=" + scratch.crashReport());
    command.add("-Djava.io.tmpdir=" + scratch.temporary());
    command.add("-cp");
    command.add(JavaProcess.classpath(harnessJars, jars));
    command.add(Inquiry.class.getName());
    command.add(scratch.job().toString());
    command.add(scratch.events().toString());
    command.add(String.valueOf(ProcessHandle.current().pid()));
    return command;
  }

  /** Waits for the end of a process; says what it did too much of if it has to be ended. */
  private Optional<String> excess(Process process, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience.seconds());
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - deadline > 0) {
        return Optional.of("did not return within " + patience.seconds() + " s");
      } else if (ForeignFile.size(log) > MOST_PRINTED_BYTES) {
        return Optional.of("printed more than " + (MOST_PRINTED_BYTES >> 20) + " MiB");
      }
    }
    return Optional.empty();
  }

  /** Names what a process was at when it ended. */
  private static String subject(Scratch scratch) throws IOException {
    try {
      return answer(scratch.events())
          .filter(Answer.Asked.class::isInstance)
          .map(each -> ((Answer.Asked) each).part().words())
          .orElse("the JVM that asks it");
    } catch (WireException e) {
      // What was written last was cut off by the end of the process.
      return "the JVM that asks it";
    }
  }

  private static String ending(ExitCode exit, List<String> tail, MemoryEvidence evidence) {
    if (MemoryEvidence.inLog(tail).isPresent()) {
      return "ran out of memory";
    }
    if (exit.killed() && evidence.systemKilled()) {
      return "ran out of memory: the system "
          + exit.inWords().replaceFirst("^was ", "has ")
          + " it";
    }
    return "ended its JVM, which "
        + exit.inWords()
        + LogTail.lastWord(tail).map(line -> "; its last line: " + line).orElse("");
  }

  private static Optional<Answer> answer(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > LARGEST_ANSWER_BYTES) {
      throw new WireException(
          "it has more than " + LARGEST_ANSWER_BYTES + " bytes, which no answer has");
    }
    return Optional.of(RecordCodec.decode(Answer.class, Files.readAllBytes(file)));
  }

  private static ProviderFailure unexpected(Answer answer) {
    return answer instanceof Answer.Refused refused
        ? new ProviderFailure(refused.code(), refused.message())
        : new ProviderFailure(
            "its answer is a " + answer.getClass().getSimpleName() + ", which answers nothing",
            Optional.empty());
  }
}
