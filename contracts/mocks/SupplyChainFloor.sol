// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {IActorRegistry} from "../interfaces/IActorRegistry.sol";
import {ICustody} from "../interfaces/ICustody.sol";
import {Handovers} from "../libraries/Handovers.sol";

/// @dev What nobody can leave out of a handover, a registration or a proof, and no more: slots are read and written, logs of the same size
/// are made, digests are put together and their signers recovered, paths are hashed. Takes the calldata of {SupplyChain} and checks nothing
/// of it: what the contract costs beyond this is its own.
contract SupplyChainFloor {
    bytes32 private immutable _domain = keccak256("domain");

    fallback() external {
        _spend();
    }

    function _spend() private {
        _handOver();
        _register();
        _prove();
    }

    function _handOver() private {
        (bytes4 both, bytes4 accept) = (ICustody.handoverCompact.selector, ICustody.accept.selector);
        bytes4 many = ICustody.handoverMany.selector;
        (bytes32 typeHash, bytes32 domain) = (Handovers.HANDOVER_TYPEHASH, _domain);
        assembly {
            // HandedOver: four topics, seq and docHash.
            function moveUnit(unit) {
                sstore(unit, add(sload(unit), 1))
                log4(0x00, 0x40, 1, unit, 2, 3)
            }
            // Type and six fields, under the domain; what stands in them does not matter here.
            function digestOf(kind, words, domainHash) -> digest {
                mstore(0x00, kind)
                calldatacopy(0x20, 0x04, mul(0x20, words))
                let structHash := keccak256(0x00, add(0x20, mul(0x20, words)))
                mstore(0x00, shl(240, 0x1901))
                mstore(0x02, domainHash)
                mstore(0x22, structHash)
                digest := keccak256(0x00, 0x42)
            }
            function recover(digest) {
                mstore(0x00, digest)
                pop(staticcall(gas(), 1, 0x00, 0x80, 0x00, 0x20))
            }

            let selector := shl(224, shr(224, calldataload(0x00)))
            if eq(selector, both) {
                let digest := digestOf(typeHash, 6, domain)
                recover(digest)
                recover(digest)
                moveUnit(calldataload(0x04))
                stop()
            }
            if eq(selector, accept) {
                recover(digestOf(typeHash, 6, domain))
                moveUnit(calldataload(0x04))
                stop()
            }
            if eq(selector, many) {
                // The units' place is the first argument; their number comes before them. All (unit, seq) are hashed at once.
                let unit := add(0x24, calldataload(0x04))
                let pair := 0x100
                for {
                    let end := add(unit, mul(0x20, calldataload(sub(unit, 0x20))))
                } lt(unit, end) {
                    unit := add(unit, 0x20)
                } {
                    mstore(pair, calldataload(unit))
                    mstore(add(pair, 0x20), 1)
                    pair := add(pair, 0x40)
                    moveUnit(calldataload(unit))
                }
                let digest := digestOf(keccak256(0x100, sub(pair, 0x100)), 5, domain)
                recover(digest)
                recover(digest)
                stop()
            }
        }
    }

    function _register() private {
        bytes4 register = IActorRegistry.registerActor.selector;
        assembly {
            if eq(shl(224, shr(224, calldataload(0x00))), register) {
                // ActorRegistered: two topics, roles and profile.
                let account := calldataload(0x04)
                sstore(account, add(sload(account), 1))
                log2(0x00, 0x40, 1, account)
                stop()
            }
        }
    }

    function _prove() private view {
        assembly {
            // A proof: each sibling and both leaves are hashed once, as there are words after the eight of the proof itself; then the
            // size of the log and the subtree are read.
            let node := calldataload(0x24)
            for {
                let sibling := 0x124
            } lt(sibling, calldatasize()) {
                sibling := add(sibling, 0x20)
            } {
                mstore(0x20, node)
                mstore(0x40, calldataload(sibling))
                node := keccak256(0x1f, 0x41)
            }
            mstore(0x00, eq(node, add(sload(0), sload(1))))
            return(0x00, 0x20)
        }
    }
}
