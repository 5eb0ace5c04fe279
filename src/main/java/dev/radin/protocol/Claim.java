package dev.radin.protocol;

/**
 * Who is making a pass: a process, for others to see whether it still lives.
 *
 * @param by the selection, {@code <namespace>/<name>}
 * @param host the machine's or the pod's name, for people
 * @param processes what numbers of processes are comparable under: only who has the same can see whether it lives
 * @param process its number there
 * @param startedMillis when the process started, since 1970
 * @param id of this claimant alone
 */
public record Claim(String by, String host, String processes, long process, long startedMillis, String id) {}
