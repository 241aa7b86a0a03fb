package backbench.specs;

/** Holds what a spec file says, checked. */
public sealed interface Spec permits ArchitectureSpec, DatasetSpec, SuiteSpec {

  /** Returns what it describes. */
  SpecKind kind();

  /** Returns the name under which it is known: its file's, without the ending. */
  String id();

  /** Returns what people call it. */
  String title();

  /** Returns the SHA-256 of what it means, in hexadecimal; layout and comments do not count. */
  String digest();
}
