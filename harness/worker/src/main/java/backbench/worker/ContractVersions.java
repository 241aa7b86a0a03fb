package backbench.worker;

import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out whether a plugin is built for the contract that this build has. */
final class ContractVersions {

  private static final int BEFORE_VERSIONS = 1;
  private static final int MOST_CAUSES = 20;

  /** Spells a name of the contract, as link errors do: by dots or by slashes. */
  private static final Pattern CONTRACT_NAME =
      Pattern.compile("\\bbackbench[./](spi|graph|error|random)[./]");

  private static final List<Class<? extends LinkageError>> UNLINKED =
      List.of(IncompatibleClassChangeError.class, NoClassDefFoundError.class, VerifyError.class);

  private ContractVersions() {}

  /**
   * Says why a provider's class cannot be used, without initialising it: a plugin from before
   * versions may call what is gone in its first line.
   *
   * @return empty if the class can be made and asked
   */
  static Optional<String> refusal(Class<?> provider) {
    try {
      Class<?> answers = provider.getMethod("contractVersion").getDeclaringClass();
      return answers == BackendProvider.class ? refusal(BEFORE_VERSIONS) : Optional.empty();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every provider has the methods of its interface", e);
    }
  }

  /** Says why a plugin that is built for a version cannot be used; empty if it can. */
  static Optional<String> refusal(int version) {
    return version == Contract.VERSION
        ? Optional.empty()
        : Optional.of(
            "it is built for version "
                + version
                + " of the contract, and this Backbench has version "
                + Contract.VERSION
                + "; "
                + remedy(version));
  }

  /** Says that a plugin uses what this contract does not have; empty for any other failure. */
  static Optional<String> refusal(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      String message = String.valueOf(cause.getMessage());
      Class<?> kind = cause.getClass();
      if (UNLINKED.stream().anyMatch(each -> each.isAssignableFrom(kind))
          && CONTRACT_NAME.matcher(message).find()) {
        return Optional.of(
            "it is built for another state of the contract than version "
                + Contract.VERSION
                + " of this Backbench, and misses "
                + message
                + "; "
                + remedy(Contract.VERSION));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static String remedy(int version) {
    return version > Contract.VERSION
        ? "use a newer Backbench, or build the plugin against this one"
        : "build it against this Backbench, as harness/docs/writing-a-backend.md says under"
            + " \"From contract 1 to 2\"";
  }
}
