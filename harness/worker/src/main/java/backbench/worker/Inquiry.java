package backbench.worker;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Answer;
import backbench.worker.wire.Answer.Part;
import backbench.worker.wire.Question;
import backbench.worker.wire.RecordCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider on its classpath one question, in a JVM of its own, and ends.
 *
 * <p>Takes three arguments: the file of the question, the file of the answer, and the id of the
 * harness's process. Before each call of the provider it writes which one it is: a provider may end
 * the process.
 */
public final class Inquiry {

  private final Path file;

  private Inquiry(Path file) {
    this.file = file;
  }

  /** Asks; never returns normally. */
  public static void main(String[] args) throws IOException {
    HarnessWatch.start(args[2]);
    ask(Path.of(args[0]), Path.of(args[1]));
    // A provider may have started threads, or hooks that hang.
    Runtime.getRuntime().halt(0);
  }

  /** Asks, and writes the answer. */
  static void ask(Path questionFile, Path answerFile) throws IOException {
    Question question = RecordCodec.decode(Question.class, Files.readAllBytes(questionFile));
    Inquiry inquiry = new Inquiry(answerFile);
    inquiry.write(inquiry.answer(question));
  }

  private Answer answer(Question question) throws IOException {
    try {
      BackendProvider provider = provider();
      requireThisContract(provider);
      if (question.launch().isPresent()) {
        return launched(provider, question.launch().get().config());
      }
      return described(provider);
    } catch (Refusal e) {
      return new Answer.Refused(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private BackendProvider provider() throws IOException {
    asking(Part.CONSTRUCTOR);
    try {
      List<ServiceLoader.Provider<BackendProvider>> providers =
          ServiceLoader.load(BackendProvider.class).stream().toList();
      if (providers.size() != 1) {
        throw new Refusal("it announces " + providers.size() + " providers; expected one");
      }
      refuse(ContractVersions.refusal(providers.get(0).type()).orElse(null));
      return providers.get(0).get();
    } catch (ServiceConfigurationError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Refusal(
          ContractVersions.refusal(e)
              .orElse("its provider does not load: " + e.getMessage() + " (" + cause + ")"));
    } catch (Refusal e) {
      throw e;
    } catch (Throwable e) {
      throw failure(Part.CONSTRUCTOR, e);
    }
  }

  private void requireThisContract(BackendProvider provider) throws IOException {
    asking(Part.CONTRACT_VERSION);
    int version;
    try {
      version = provider.contractVersion();
    } catch (Throwable e) {
      throw failure(Part.CONTRACT_VERSION, e);
    }
    refuse(ContractVersions.refusal(version).orElse(null));
  }

  // A provider is foreign code: null is possible whatever its contract says.
  @SuppressWarnings("ConstantConditions")
  private Answer described(BackendProvider provider) throws IOException {
    asking(Part.INFO);
    @Nullable BackendInfo info;
    try {
      info = provider.info();
    } catch (Throwable e) {
      throw failure(Part.INFO, e);
    }
    if (info == null) {
      throw new Refusal("info() returns null");
    }
    return Answer.Described.of(info);
  }

  @SuppressWarnings("ConstantConditions")
  private Answer launched(BackendProvider provider, BackendConfig config) throws IOException {
    asking(Part.LAUNCH);
    @Nullable LaunchOptions options;
    try {
      options = provider.launch(config);
    } catch (BackbenchException e) {
      // Its own refusal of the configuration.
      throw new Refusal(e.code(), String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      throw failure(Part.LAUNCH, e);
    }
    if (options == null) {
      throw new Refusal("launch() returns null");
    }
    return Answer.Launched.of(options);
  }

  private void asking(Part part) throws IOException {
    write(new Answer.Asked(part));
  }

  private void write(Answer answer) throws IOException {
    Files.write(file, RecordCodec.encode(Answer.class, answer));
  }

  private static void refuse(@Nullable String why) {
    if (why != null) {
      throw new Refusal(why);
    }
  }

  private static Refusal failure(Part part, Throwable e) {
    return new Refusal(
        ContractVersions.refusal(e)
            .orElseGet(
                () ->
                    part == Part.CONSTRUCTOR
                        ? "its provider does not load: " + e
                        : part.words() + " fails: " + e));
  }

  /** Carries why a provider cannot be used to where the answer is written. */
  private static final class Refusal extends BackbenchException {

    private static final long serialVersionUID = 1;

    Refusal(String why) {
      this(ErrorCode.PLUGIN_BROKEN, why);
    }

    Refusal(ErrorCode code, String why) {
      super(code, why);
    }
  }
}
