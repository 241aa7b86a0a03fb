package backbench.stats;

/**
 * Names the randomised block in which a fork ran.
 *
 * <p>Forks of one block ran close in time, so what the machine did then it did to all of them. The
 * first block of one run and the first block of another have nothing in common but their number,
 * and are not equal here.
 *
 * @param run the run that put the block in its random order, or a machine's part of one
 * @param number of the block in that run, from 0
 */
public record Block(String run, int number) {}
