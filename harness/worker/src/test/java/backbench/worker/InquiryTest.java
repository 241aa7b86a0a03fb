package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Answer;
import backbench.worker.wire.Answer.Part;
import backbench.worker.wire.Job;
import backbench.worker.wire.Question;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is answered about a provider, without a process. */
class InquiryTest {

  private static final Question INFO = new Question(Optional.empty());

  /** What the answer's file holds whenever a provider is called. */
  private static final List<Answer> DURING_CALLS = new ArrayList<>();

  private static Path answerFile = Path.of("unset");

  @TempDir Path folder;

  /** Answers all there is to ask. */
  public static class Good extends UntoldProvider {

    /** Is called first. */
    public Good() {
      DURING_CALLS.add(written());
    }

    @Override
    public int contractVersion() {
      DURING_CALLS.add(written());
      return Contract.VERSION;
    }

    @Override
    public BackendInfo info() {
      DURING_CALLS.add(written());
      return super.info();
    }

    @Override
    public LaunchOptions launch(BackendConfig config) {
      DURING_CALLS.add(written());
      return LaunchOptions.builder().jvmFlag("-Xmx" + config.threads() + "g").build();
    }
  }

  /** Fails wherever it is asked. */
  public static class Failing extends Good {

    @Override
    public BackendInfo info() {
      throw new IllegalStateException("no info");
    }

    @Override
    public LaunchOptions launch(BackendConfig config) {
      throw new IllegalStateException("no launch");
    }
  }

  /** Answers nothing. */
  @SuppressWarnings("NullAway") // what a provider must not do
  public static final class Silent extends Good {

    @Override
    public BackendInfo info() {
      return null;
    }

    @Override
    public LaunchOptions launch(BackendConfig config) {
      return null;
    }
  }

  /** Refuses a configuration. */
  public static final class Picky extends Good {

    @Override
    public LaunchOptions launch(BackendConfig config) {
      throw new BackbenchException(ErrorCode.INVALID_ARGUMENT, "not with 3 threads");
    }
  }

  /** Does not say its version, and fails as soon as it is made. */
  public static final class Old extends UntoldProvider {

    /** Fails. */
    public Old() {
      throw new IllegalStateException("made all the same");
    }
  }

  /** Is built for the next contract. */
  public static final class Later extends Good {

    @Override
    public int contractVersion() {
      return Contract.VERSION + 1;
    }
  }

  /** Does not say its version when asked. */
  public static final class Unsure extends Good {

    @Override
    public int contractVersion() {
      throw new IllegalStateException("no version");
    }
  }

  /** Cannot be made. */
  public static final class Unmade extends Good {

    /** Fails. */
    public Unmade() {
      throw new IllegalStateException("no provider");
    }
  }

  /** Uses what the contract does not have. */
  public static final class Ahead extends Good {

    @Override
    public BackendInfo info() {
      throw new NoSuchMethodError("'void backbench.spi.BackendInfo.colour()'");
    }
  }

  /** Finds the announced providers, and none that the tests' own folder announces. */
  private static final class Plugin extends ClassLoader {

    private final URL announcement;

    Plugin(URL announcement) {
      super(InquiryTest.class.getClassLoader());
      this.announcement = announcement;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + BackendProvider.class.getName())
          ? Collections.enumeration(List.of(announcement))
          : super.getResources(name);
    }
  }

  @BeforeEach
  void forgetCalls() {
    DURING_CALLS.clear();
    answerFile = folder.resolve("answer");
  }

  @Test
  void aProviderIsAskedWhatItIs() throws IOException {
    Answer answer = ask(INFO, Good.class);
    assertThat(((Answer.Described) answer).info()).isEqualTo(new UntoldProvider().info());
    assertThat(DURING_CALLS)
        .containsExactly(
            new Answer.Asked(Part.CONSTRUCTOR),
            new Answer.Asked(Part.CONTRACT_VERSION),
            new Answer.Asked(Part.INFO));
  }

  @Test
  void aProviderIsAskedHowToStartItInAConfiguration() throws IOException {
    assertThat(ask(launch(), Good.class))
        .isEqualTo(Answer.Launched.of(LaunchOptions.builder().jvmFlag("-Xmx3g").build()));
    assertThat(DURING_CALLS)
        .containsExactly(
            new Answer.Asked(Part.CONSTRUCTOR),
            new Answer.Asked(Part.CONTRACT_VERSION),
            new Answer.Asked(Part.LAUNCH));
  }

  @Test
  void aProviderThatFailsIsRefusedWithWhatFailed() throws IOException {
    assertThat(ask(INFO, Failing.class))
        .isEqualTo(broken("info() fails: java.lang.IllegalStateException: no info"));
    assertThat(ask(launch(), Failing.class))
        .isEqualTo(broken("launch() fails: java.lang.IllegalStateException: no launch"));
    assertThat(ask(INFO, Unsure.class))
        .isEqualTo(broken("contractVersion() fails: java.lang.IllegalStateException: no version"));
    assertThat(message(ask(INFO, Unmade.class)))
        .startsWith("its provider does not load: ")
        .endsWith("(java.lang.IllegalStateException: no provider)");
  }

  @Test
  void aProviderThatAnswersNothingIsRefused() throws IOException {
    assertThat(ask(INFO, Silent.class)).isEqualTo(broken("info() returns null"));
    assertThat(ask(launch(), Silent.class)).isEqualTo(broken("launch() returns null"));
  }

  @Test
  void aProvidersOwnRefusalOfAConfigurationKeepsItsCode() throws IOException {
    assertThat(ask(launch(), Picky.class))
        .isEqualTo(new Answer.Refused(ErrorCode.INVALID_ARGUMENT, "not with 3 threads"));
  }

  @Test
  void aProviderOfAnotherContractIsRefused() throws IOException {
    assertThat(message(ask(INFO, Later.class))).contains("version 3").contains("a newer Backbench");
    assertThat(message(ask(INFO, UntoldProvider.class))).contains("built for version 1 of");
    assertThat(message(ask(INFO, Old.class)))
        .as("without being made")
        .contains("built for version 1 of");
    assertThat(message(ask(INFO, Ahead.class))).contains("another state of the contract");
  }

  @Test
  void aPluginHasOneProvider() throws IOException {
    assertThat(ask(INFO, Good.class, Picky.class))
        .isEqualTo(broken("it announces 2 providers; expected one"));
    assertThat(ask(INFO)).isEqualTo(broken("it announces 0 providers; expected one"));
  }

  private static Question launch() {
    return new Question(
        Optional.of(Job.Configuration.of(BackendConfig.builder(3, 1, Path.of(".")).build())));
  }

  private static Answer broken(String why) {
    return new Answer.Refused(ErrorCode.PLUGIN_BROKEN, why);
  }

  private static String message(Answer answer) {
    return ((Answer.Refused) answer).message();
  }

  private static Answer written() {
    try {
      return RecordCodec.decode(Answer.class, Files.readAllBytes(answerFile));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer ask(Question question, Class<?>... providers) throws IOException {
    Path announcement =
        Files.writeString(
            folder.resolve("announcement"),
            Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n")));
    Path questionFile =
        Files.write(folder.resolve("question"), RecordCodec.encode(Question.class, question));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new Plugin(announcement.toUri().toURL()));
    try {
      Inquiry.ask(questionFile, answerFile);
    } finally {
      thread.setContextClassLoader(before);
    }
    return written();
  }
}
