package backbench.error;

/**
 * Says whose turn it is to act on an error.
 *
 * @since 0.1
 */
public enum ErrorKind {
  /** The request itself is wrong: a spec, a data file, an argument. */
  SPEC,
  /** The backend cannot do what was asked, and says so. */
  CAPABILITY,
  /** The machine lacks something: a native, a device, memory, a folder. */
  ENVIRONMENT,
  /** The backend misbehaved. */
  BACKEND
}
