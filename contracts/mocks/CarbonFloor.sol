// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICarbonIssuance} from "../interfaces/ICarbonIssuance.sol";

/// @dev What nobody can leave out of an issuance or a retirement, and no more: slots are read and written, logs of the same size are made,
/// the receiver is asked for code, and where there is a permission table, it is asked and a signature recovered. Takes the calldata of
/// {CarbonToken}, reads next to nothing of it, checks and hashes nothing: what the token costs beyond this is its own.
contract CarbonFloor {
    address private immutable _manager;

    constructor(address manager) {
        _manager = manager;
    }

    fallback() external {
        _spend();
    }

    function _spend() private {
        address manager = _manager;
        bytes4 issue = ICarbonIssuance.issue.selector;
        assembly {
            // TransferSingle: four topics, id and amount.
            log4(0x00, 0x40, 1, caller(), 2, 3)
            if iszero(eq(shr(224, calldataload(0x00)), shr(224, issue))) {
                // The batch and the balance; a shipment's claim, the third word of arguments after id, amount and beneficiary.
                sstore(1, add(sload(1), 1))
                sstore(2, add(sload(2), 1))
                if calldataload(0x64) {
                    sstore(calldataload(0x64), 1)
                }
                // Retired: holder, retiredBefore, amount, four words of the claim, and the note with place and length.
                calldatacopy(0x60, 0x64, sub(calldatasize(), 0x64))
                log4(0x00, add(0x120, and(add(mload(0x100), 0x1f), not(0x1f))), 1, 2, 3, 4)
                return(0x00, 0x20)
            }
            if manager {
                // canCall(caller, this, selector), hasRole(4, verifier), canCall(verifier, this, selector).
                let verifier := calldataload(0x124)
                mstore(0x00, shl(224, 0xb7009613))
                mstore(0x04, caller())
                mstore(0x24, address())
                mstore(0x44, issue)
                pop(staticcall(gas(), manager, 0x00, 0x64, 0x00, 0x00))
                mstore(0x04, verifier)
                pop(staticcall(gas(), manager, 0x00, 0x64, 0x00, 0x00))
                mstore(0x00, shl(224, 0xd1f856ee))
                mstore(0x04, 4)
                mstore(0x24, verifier)
                pop(staticcall(gas(), manager, 0x00, 0x44, 0x00, 0x00))
                // Whether the verifier withdrew, a word that is always zero; its signature.
                mstore(0x20, sload(verifier))
                pop(staticcall(gas(), 1, 0x00, 0x80, 0x00, 0x20))
            }
            // The pause, always zero, is added because the compiler leaves out what nobody uses. The last serial.
            sstore(1, add(add(sload(1), 1), sload(0)))
            // The batch and the balance, both new.
            let serial := calldataload(0x84)
            sstore(shl(128, serial), 1)
            sstore(shl(64, serial), 1)
            // Issued: registry to savingHash. Then the receiver's code.
            calldatacopy(0x00, 0x24, 0xe0)
            log4(0x00, 0xe0, 1, 2, 3, 4)
            return(0x00, gt(extcodesize(calldataload(0x04)), 0))
        }
    }
}
