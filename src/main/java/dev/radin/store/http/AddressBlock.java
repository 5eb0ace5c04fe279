package dev.radin.store.http;

/** IPv4 addresses that begin alike, as {@code 10.0.0.0/8}. */
final class AddressBlock {

    private AddressBlock() {}

    static boolean holds(String block, String host) {
        int slash = block.indexOf('/');
        long first = number(block.substring(0, slash));
        long address = number(host);
        String bits = block.substring(slash + 1);
        if (first < 0 || address < 0 || !bits.matches("[0-9]|[12][0-9]|3[0-2]")) {
            return false;
        }
        int rest = 32 - Integer.parseInt(bits);
        return first >> rest == address >> rest;
    }

    private static long number(String address) {
        if (!address.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
            return -1;
        }
        long number = 0;
        for (String part : address.split("[.]")) {
            number = number << 8 | Integer.parseInt(part) & 0xff;
        }
        return number;
    }
}
