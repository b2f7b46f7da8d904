// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICustody} from "../interfaces/ICustody.sol";
import {Statement, StatementKind} from "../types/Statement.sol";
import {Handovers} from "./Handovers.sol";

/// @title When two signed statements contradict each other
library Equivocations {
    /// @dev EIP-712 struct hash of a statement about `unit` at `seq`. For a consignment the unit must be on its list.
    function structHash(Statement calldata statement, bytes32 unit, uint64 seq) internal pure returns (bytes32) {
        (address from, address to) = (statement.from, statement.to);
        (bytes32 docHash, uint48 deadline) = (statement.docHash, statement.deadline);
        if (statement.kind == StatementKind.Handover) return Handovers.hashHandover(unit, from, to, seq, docHash, deadline);
        if (statement.kind == StatementKind.Reject) {
            return Handovers.hashReject(unit, from, to, seq, docHash, deadline, statement.reasonHash);
        }
        if (statement.kind == StatementKind.Close) return Handovers.hashClose(unit, from, seq, docHash, deadline);
        return Handovers.hashHandoverMany(_unitsHash(statement, unit, seq), from, to, docHash, deadline);
    }

    /// @dev Whether this kind of statement carries a signature of `account`: the holder offers, hands over and closes; the receiver takes
    /// over and refuses.
    function isParty(Statement calldata statement, address account) internal pure returns (bool) {
        if (statement.kind == StatementKind.Reject) return account == statement.to;
        if (statement.kind == StatementKind.Close) return account == statement.from;
        return account == statement.from || account == statement.to;
    }

    /// @dev Whether both cannot be meant. Deadline and reason do not matter, nor whether a unit moves alone or in a consignment; and
    /// whoever refuses two offers did nothing wrong.
    function contradict(Statement calldata first, Statement calldata second) internal pure returns (bool) {
        StatementKind firstKind = _outcome(first.kind);
        StatementKind secondKind = _outcome(second.kind);
        if (firstKind != secondKind) return true;
        if (firstKind == StatementKind.Reject) return false;
        if (first.docHash != second.docHash || first.from != second.from) return true;
        return firstKind == StatementKind.Handover && first.to != second.to;
    }

    function _outcome(StatementKind kind) private pure returns (StatementKind) {
        return kind == StatementKind.HandoverMany ? StatementKind.Handover : kind;
    }

    /// @dev keccak256 of the packed (unit, seq) pairs, provided that the pair asked about is among them.
    function _unitsHash(Statement calldata statement, bytes32 unit, uint64 seq) private pure returns (bytes32) {
        uint256 count = statement.units.length;
        if (count != statement.seqs.length) revert ICustody.CustodyNotAbout(unit, seq);
        bool found = false;
        uint256[] memory pairs = new uint256[](2 * count);
        for (uint256 i = 0; i < count; ++i) {
            pairs[2 * i] = uint256(statement.units[i]);
            pairs[2 * i + 1] = statement.seqs[i];
            if (statement.units[i] == unit && statement.seqs[i] == seq) found = true;
        }
        if (!found) revert ICustody.CustodyNotAbout(unit, seq);
        return keccak256(abi.encodePacked(pairs));
    }
}
